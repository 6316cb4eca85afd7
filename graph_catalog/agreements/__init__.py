"""The use of data and its sources: agreements, source designations, exemptions."""
