"""May this be collected? Plans, what is held, the verdict, the checks that are kept."""
