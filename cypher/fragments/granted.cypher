// fragment granted(fact, paper): whether a fact of an agreement says that it was granted; of what earlier releases wrote, its description says so.
coalesce(fact.decision, /* include state(paper) */.status) IN ['GRANTED', 'ENDED']
