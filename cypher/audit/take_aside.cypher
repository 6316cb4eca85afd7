// audit/take_aside: take the refusals that were set aside, for the log, under the lock of all writers.
// return refusals List told and at of each, in their order
MATCH (aside:RefusalAside)
WITH aside, aside.told AS told, aside.at AS at ORDER BY at, told
DELETE aside
RETURN collect({told: told, at: at}) AS refusals
