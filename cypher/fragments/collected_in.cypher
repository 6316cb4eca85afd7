// fragment collected_in(item, entry): whether a field is collected, as it and its entry are described: not in a copy had by sharing, and not in what is withdrawn.
(item.acquisition = 'COLLECTED' AND entry.listing <> 'RECEIVED' AND entry.status <> 'WITHDRAWN')
