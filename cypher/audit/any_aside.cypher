// audit/any_aside: whether refusals are set aside that are not in the log yet.
// return any Boolean whether there are
// everybody whether the program has something to do
RETURN EXISTS { MATCH (:RefusalAside) } AS any
