-- What:    What is to be known of the figures of a month: notes of the officer, and changes of rules and of how figures are counted.
-- Grain:   one row per note or change and source
-- Roles:   dpo, manager, analyst
-- Reads:   released.changes, journal.notes
-- Column:  month     date     -  first day of the month, or of the period
-- Column:  noted_on  date     -  the day, when it is known
-- Column:  kind      varchar  -  note, rule, policy or method
-- Column:  source    varchar  -  where the rows come from; without one it is of all figures
-- Column:  subject   varchar  -  the rule or the statistic that changed
-- Column:  before    varchar  -  what the rule said before
-- Column:  after     varchar  -  what it says from then on
-- Column:  note      varchar  -  the officer's own words
-- Column:  note_id   varchar  -  number of the note in the journal
-- Order:   month, newest first, then noted_on, note_id, source, subject

with

every_note as (

    select
        notes.month,
        notes.noted_on,
        'note' as kind,
        notes.source,
        null::varchar as subject,
        null::varchar as before,
        null::varchar as after,
        notes.note,
        notes.note_id

    from journal.notes as notes

    union all

    select
        changes.month,
        changes.noted_on,
        changes.kind,
        changes.source,
        changes.subject,
        changes.before,
        changes.after,
        null::varchar as note,
        null::varchar as note_id

    from released.changes as changes

)

select * from every_note
order by
    month desc,
    noted_on asc,
    note_id asc,
    source asc,
    subject asc
