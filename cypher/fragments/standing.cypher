// fragment standing(node): whether there is such a thing at the snapshot: a provisional datum has its words from fields, and is gone from lists when none denotes it and no right names it.
(NOT coalesce(node.is_provisional, false) OR EXISTS {
  MATCH (node)<-[denoting:DENOTES]-(:Field) WHERE /* include interval(denoting) */
} OR EXISTS {
  MATCH (node)<-[naming:OF]-(:SourceDesignation|Exemption) WHERE /* include interval(naming) */
})
