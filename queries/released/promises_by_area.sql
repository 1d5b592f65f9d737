-- What:    How many promises of each area are kept and broken; no cases.
-- Grain:   one row per area
-- Roles:   dpo, manager, analyst
-- Reads:   released.promises_by_area
-- Column:  measured_on     date     -         the day on which they were measured
-- Column:  area            varchar  -         what the promises are about
-- Column:  promises        bigint   promises  in all
-- Column:  kept            bigint   promises  kept
-- Column:  broken          bigint   promises  broken
-- Column:  no_data         bigint   promises  without data
-- Column:  to_attest       bigint   promises  due for attestation
-- Column:  not_measurable  bigint   promises  with nothing to measure
-- Order:   area

select *

from released.promises_by_area

order by area asc
