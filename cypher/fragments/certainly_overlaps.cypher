// fragment certainly_overlaps(one, other): whether two coverages have something in common for certain: the people of one are among those of the other.
// It is what accuses; of people who may be the same, as 户籍人口 and 老年人, nobody is accused (see overlaps).
(/* include same_places_and_times(one, other) */ AND (/* include holds_population(one, other) */ OR /* include holds_population(other, one) */))
