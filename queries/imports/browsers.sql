-- What:    User agents of log lines, de-identified: each is worked out once.
-- Grain:   one row per month and user agent
-- Roles:   import
-- Reads:   export.new_agents, export.agents, export.keys
-- Column:  month           date     -  first day of the local month
-- Column:  agent           varchar  -  as in the log; never leaves memory
-- Column:  browser         varchar  -  family of the browser
-- Column:  is_robot        boolean  -  the user agent is a known crawler
-- Column:  visitor_secret  ubigint  -  keyed hash of the agent, for its visitors' hashes
-- Column:  row_secret      ubigint  -  another part of it, for what tells lines apart
-- Order:   none

with

hashed_agents as (

    select
        new_agents.month,
        new_agents.agent,
        agents.browser,
        agents.is_robot,
        sha256(keys.key || 'agent' || new_agents.agent) as agent_hash

    from export.new_agents as new_agents

    inner join export.keys as keys
        on new_agents.month = keys.month

    inner join export.agents as agents
        on new_agents.agent = agents.agent

),

browsers as (

    select
        month,
        agent,
        browser,
        is_robot,
        ('0x' || substr(agent_hash, 1, 16))::ubigint as visitor_secret,
        ('0x' || substr(agent_hash, 17, 16))::ubigint as row_secret

    from hashed_agents

)

select * from browsers
