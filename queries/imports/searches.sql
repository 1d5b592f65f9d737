-- What:    Words searched for on the site's search pages, apart from the page views.
-- Grain:   one row per search
-- Roles:   import
-- Reads:   taken.searches
-- Column:  searched_on  date     -  local day
-- Column:  month        date     -  first day of the local month
-- Column:  word         varchar  -  lower case, trimmed; null when it holds personal data
-- Column:  searcher     varchar  -  keyed hash of network and word, null when unknown
-- Column:  is_zero_hit  boolean  -  nothing was found, null when unknown
-- Column:  personal     varchar  -  the kind of personal data that the word holds
-- Column:  source       varchar  -  web or search
-- Column:  row_key      ubigint  -  keyed hash that tells searches apart
-- Order:   row_key, so that nothing follows from the order of the lines

select * exclude (place) from taken.searches
order by row_key asc
