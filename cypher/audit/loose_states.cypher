// audit/loose_states: states that stand behind nothing.
// return loose Integer  how many
MATCH (past:State)
WHERE NOT EXISTS { (past)<-[:STATE]-(:Entity) }
RETURN count(past) AS loose
