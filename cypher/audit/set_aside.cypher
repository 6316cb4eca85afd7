// audit/set_aside: keep a refusal for the log while somebody else holds the lock of all writers; it is on disk, and filed next.
// param  told     String   what its entry will say, as JSON
// return set_aside Instant when, by the store's clock
CREATE (aside:RefusalAside {told: $told, at: datetime.realtime()})
RETURN aside.at AS set_aside
