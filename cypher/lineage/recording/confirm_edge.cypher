// lineage/recording/confirm_edge: note that a derivation was found to hold still; operational, of no revision (design §3).
// param  target        String   key of what was written
// param  source        String   key of what it came from
// param  asserted      String   how it is known, see LineageSource
// param  by            String   who confirms it
// param  now           Instant  when
// param  open_revision Integer  the far end of the record
// return confirmed     Integer  how many facts
CALL () {
  MATCH (:Entity&Field {key: $target})-[fact:DERIVED_FROM]->(:Entity&Field {key: $source})
  RETURN fact
  UNION
  MATCH (:Entity&Dataset {key: $target})-[fact:WRITTEN_BY]->(job:Job)
  WHERE EXISTS {
    MATCH (job)-[reads:READS]->(:Entity&Dataset {key: $source})
    WHERE reads.rev_to = $open_revision AND reads.source = $asserted
  }
  RETURN fact
}
WITH fact
WHERE fact.rev_to = $open_revision AND fact.source = $asserted AND fact.valid_from <= $now < fact.valid_to
SET fact.last_confirmed = $now, fact.confirmed_by = $by
RETURN count(fact) AS confirmed
