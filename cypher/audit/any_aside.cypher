// audit/any_aside: whether refusals are set aside that are not in the log yet.
// return any Boolean whether there are
RETURN EXISTS { MATCH (:RefusalAside) } AS any
