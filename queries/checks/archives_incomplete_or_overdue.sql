-- What:    Manual archives without place, content or years, or past their gallring.
-- Reads:   register.archives
-- Needs:   archives

select
    archives.archive_id as thing_id,
    (
        archives.location is null
        or archives.record_type is null
        or archives.to_year is null
        or coalesce(archives.due_on < $as_of::date, true)
    ) as is_found,
    archives.due_on as since_on

from register.archives as archives
