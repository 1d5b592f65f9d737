-- What:    Records deleted or anonymised in the month, in time or not.
-- Grain:   one row per month and gallring_outcome, '*' for all of a dimension
-- Roles:   dpo, manager, analyst
-- Reads:   released.gallring_done
-- Column:  month             date     -        first day of the month, or of the period
-- Column:  gallring_outcome  varchar  -        Gallrad i tid, Gallrad för sent or Gallrad för tidigt
-- Column:  records           bigint   records  gone in the period, series counted with their size
-- Column:  is_withheld       boolean  -        withheld so that nobody can be traced; never zero
-- Column:  release_id        varchar  -        the release that the figures stand in
-- Order:   month, newest first, then gallring_outcome

select
    gallring_done.month,
    gallring_done.gallring_outcome,
    gallring_done.records,
    gallring_done.is_withheld,
    gallring_done.release_id

from released.gallring_done as gallring_done

order by month desc, gallring_outcome asc
