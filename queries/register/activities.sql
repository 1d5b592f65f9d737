-- What:    The record of processing activities (GDPR art. 30).
-- Grain:   one row per activity
-- Roles:   dpo
-- Reads:   imported.activities
-- Column:  activity_id             varchar    -  the activity
-- Column:  activity_type           varchar    -  licens, test, disciplin ...
-- Column:  purpose                 varchar    -  what it is for
-- Column:  role                    varchar    -  ansvarig or biträde
-- Column:  principal               varchar    -  for whom, when biträde
-- Column:  operations              varchar[]  -  insamling, registrering ..., separated by ;
-- Column:  legal_basis             varchar    -  avtal, samtycke, rättslig förpliktelse, berättigat intresse
-- Column:  secondary_purpose       varchar    -  another purpose that the data serve
-- Column:  secondary_basis         varchar    -  what that purpose rests on
-- Column:  agreement_type          varchar    -  the kind of agreement
-- Column:  has_automated_decision  boolean    -  decisions are made by machine alone
-- Column:  has_human_review        boolean    -  a person can review them
-- Column:  is_distribution         boolean    -  insurance distribution
-- Column:  has_data_categories     boolean    -  categories of persons and data are stated
-- Column:  has_recipients          boolean    -  recipients are stated
-- Column:  has_retention           boolean    -  time limits for erasure are stated
-- Column:  has_security            boolean    -  security measures are described
-- Column:  reviewed_on             date       -  last reviewed
-- Column:  bad_fields              varchar[]  -  dates that were filled with something else
-- Column:  exported_on             date       -  the export it stands in
-- Order:   activity_id

select
    activities.activity_id,
    activities.activity_type,
    activities.purpose,
    activities.role,
    activities.principal,
    activities.operations,
    activities.legal_basis,
    activities.secondary_purpose,
    activities.secondary_basis,
    activities.agreement_type,
    activities.has_automated_decision,
    activities.has_human_review,
    activities.is_distribution,
    activities.has_data_categories,
    activities.has_recipients,
    activities.has_retention,
    activities.has_security,
    activities.reviewed_on,
    activities.bad_fields,
    activities.exported_on

from imported.activities as activities

order by activity_id asc
