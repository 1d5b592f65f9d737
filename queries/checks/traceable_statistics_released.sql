-- What:    Released statistics in which a withheld cell can be narrowed down too far.
-- Reads:   register.releases

select
    releases.release_id || ' ' || releases.statistic as thing_id,
    coalesce(releases.narrowest < releases.min_persons, false) as is_found,
    releases.released_at::date as since_on

from register.releases as releases

where
    releases.refused is null
