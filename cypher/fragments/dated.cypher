// fragment dated(node, described): the description of a thing with what is read off its facts at the instant: of rights the dates, of agreements how they stand, of what has a code whose it was.
// Where the kind of thing is known beforehand, its own fragment is planned many times faster than this one.
CASE
WHEN node:SourceDesignation OR node:Exemption THEN /* include dated_on_datum(node, described) */
WHEN node:Agreement THEN /* include dated_agreement(node, described) */
WHEN node:Dataset OR node:System OR node:Project THEN /* include coded(described) */
ELSE described END
