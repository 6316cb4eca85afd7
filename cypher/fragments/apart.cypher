// fragment apart(one_words, other_words): whether nobody is both of what some words mean and of what others do (`place_table.PlaceTable.are_apart`).
any(apart_word IN one_words WHERE any(apart_other IN other_words WHERE any(apart_above IN coalesce($populations[apart_other].above, []) WHERE
  apart_above IN coalesce($populations[apart_word].apart, []))))
