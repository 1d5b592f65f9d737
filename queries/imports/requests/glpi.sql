-- What:    Requests as GLPI lists them: a search for tickets.
-- Grain:   one ticket
-- Header:  id
-- Header:  opening date|öppningsdatum|öppnad|date d'ouverture|eröffnungsdatum|fecha de apertura|data de abertura
-- Header:  status|statut|estado
-- Header:  last update|senast uppdaterad|senaste uppdatering|dernière modification|letzte änderung|última actualización|última atualização
-- Header:  category|kategori|catégorie|kategorie|categoría|categoria, type|typ|tipo
-- Header:  entity|enhet|entité|entität|entidad|entidade
-- Also:    resolution date|solution date|lösningsdatum|date de résolution|lösungsdatum|fecha de solución|data da solução
-- Also:    closing date|stängningsdatum|date de clôture|abschlussdatum|fecha de cierre|data de fechamento
-- Also:    request source|source of the request|källa för begäran|source de la demande|herkunft der anfrage|origem da requisição
-- Also:    assigned to - technician group|technician group|tilldelad - teknikergrupp|attribué à - groupe de techniciens|atribuído - grupo técnico
-- Gives:   request_type, channel, team

with

requests as (

    select
        line,
        replace(id, ' ', '') as request_id,
        coalesce(nullif(trim(regexp_extract(category, '[^>]*$')), ''), category)
            as request_type,
        "opening date" as received_at,
        coalesce(
            nullif("resolution date", ''), "closing date", "resolution date"
        ) as closed_on,
        "last update" as updated_at,
        -- Signs of a list stand before the word; without a word, they are all there is.
        coalesce(
            nullif(trim(regexp_replace(status, '^[^\p{L}]+', '')), ''), status
        ) as ticket_status,
        "request source" as channel,
        replace("assigned to - technician group", '<br>', ', ') as team,
        'glpi' as system

    from export.rows

)

select * from requests
order by line asc
