-- What:    Requests not answered within the policy's own days.
-- Reads:   register.deadlines

select
    deadlines.request_id as thing_id,
    deadlines.promise_status = 'Löftet brutet' as is_found,
    deadlines.promise_due_on + 1 as since_on

from register.deadlines($as_of) as deadlines

where
    deadlines.kind = 'begäran' and deadlines.promise_due_on is not null
