// fragment owns(dataset): the viewer's unit provides the dataset now.
EXISTS { MATCH (dataset)<-[own:PROVIDES]-(:Unit {key: $viewer_unit}) WHERE own.live_key IS NOT NULL }
