-- What:    Requests as Jira lists them: a search for issues, saved as CSV.
-- Grain:   one issue
-- Header:  issue key|work item key|key|ärendenyckel|nyckel|vorgangsschlüssel|schlüssel| clave de incidencia|clave|clé de ticket|clé|chave da item|chave
-- Header:  issue type|work item type|work type|ärendetyp|vorgangstyp|tipo de incidencia|type de ticket|tipo de item
-- Header:  status|estado|état
-- Header:  created|skapad|skapat|erstellt|creada|creado|création|criado
-- Also:    resolved|löst|åtgärdad|erledigt|resuelta|résolue|résolu|resolvido
-- Also:    updated|uppdaterad|uppdaterat|aktualisiert|actualizada|actualizado|mise à jour|atualizado
-- Also:    resolution|lösning|resolución|résolution|resolução
-- Gives:   request_type, outcome

with

-- Jira's own types say what kind of work an issue is, not which right was used; its
-- resolution before there is one is no outcome.
own_words as (

    select
        [
            'task', 'sub-task', 'subtask', 'story', 'bug', 'epic', 'service request',
            'service request with approvals', 'incident', 'problem', 'change',
            'support', 'question', 'uppgift', 'deluppgift', 'fråga', 'aufgabe',
            'tarea', 'tâche', 'tarefa'
        ] as types,
        ['unresolved', 'olöst', 'nicht erledigt', 'sin resolver', 'não resolvido']
            as unresolved

),

requests as (

    select
        entries.line,
        entries."issue key" as request_id,
        case
            when list_contains(own_words.types, lower(entries."issue type")) then ''
            else entries."issue type"
        end as request_type,
        entries.created as received_at,
        entries.resolved as closed_on,
        entries.updated as updated_at,
        case
            when not list_contains(own_words.unresolved, lower(entries.resolution))
                then entries.resolution
            else left(entries.resolution, 0)
        end as outcome,
        entries.status as ticket_status,
        'jira' as system

    from export.rows as entries

    cross join own_words

)

select * from requests
order by line asc
