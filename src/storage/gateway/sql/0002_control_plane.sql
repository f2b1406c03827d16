-- SPDX-License-Identifier: GPL-3.0-or-later
-- The rest of the control plane. As before: amounts are nano-dollars, times microseconds since 1970 (UTC), lists and
-- objects JSON text. Words that both SQLite and PostgreSQL understand.
--
-- Beside each spend stands since when it counts: the ledger adds no call to it that had ended before, however late its
-- row comes.

CREATE TABLE users (
    user_id TEXT PRIMARY KEY,
    user_email TEXT,
    user_alias TEXT,
    user_role TEXT,
    sso_user_id TEXT,
    models TEXT NOT NULL,
    spend BIGINT NOT NULL DEFAULT 0,
    spend_since BIGINT NOT NULL DEFAULT 0,
    max_budget BIGINT,
    soft_budget BIGINT,
    budget_duration TEXT,
    budget_reset_at BIGINT,
    tpm_limit BIGINT,
    rpm_limit BIGINT,
    max_parallel_requests BIGINT,
    metadata TEXT NOT NULL,
    extra TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
-- user_email is kept in lower case.
CREATE UNIQUE INDEX users_by_email ON users (user_email);
CREATE INDEX users_by_creation ON users (created_at, user_id);

CREATE TABLE organizations (
    organization_id TEXT PRIMARY KEY,
    organization_alias TEXT NOT NULL,
    models TEXT NOT NULL,
    spend BIGINT NOT NULL DEFAULT 0,
    spend_since BIGINT NOT NULL DEFAULT 0,
    budget_id TEXT,
    budget_reset_at BIGINT,
    metadata TEXT NOT NULL,
    extra TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    updated_by TEXT NOT NULL
);

CREATE TABLE organization_members (
    organization_id TEXT NOT NULL REFERENCES organizations (organization_id) ON DELETE CASCADE,
    user_id TEXT NOT NULL,
    user_role TEXT NOT NULL,
    spend BIGINT NOT NULL DEFAULT 0,
    spend_since BIGINT NOT NULL DEFAULT 0,
    budget_id TEXT,
    budget_reset_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (organization_id, user_id)
);
CREATE INDEX organization_members_by_user ON organization_members (user_id);

-- A team member has a spend of its own, which starts anew like a key's.
ALTER TABLE team_members ADD COLUMN spend BIGINT NOT NULL DEFAULT 0;
ALTER TABLE team_members ADD COLUMN spend_since BIGINT NOT NULL DEFAULT 0;
ALTER TABLE team_members ADD COLUMN budget_id TEXT;
ALTER TABLE team_members ADD COLUMN budget_duration TEXT;
ALTER TABLE team_members ADD COLUMN budget_reset_at BIGINT;
CREATE INDEX team_members_by_user ON team_members (user_id);
CREATE INDEX teams_by_organization ON teams (organization_id);
CREATE INDEX teams_by_creation ON teams (created_at, team_id);

-- Customers: whom `user` of a request names.
CREATE TABLE end_users (
    user_id TEXT PRIMARY KEY,
    alias TEXT,
    spend BIGINT NOT NULL DEFAULT 0,
    spend_since BIGINT NOT NULL DEFAULT 0,
    allowed_model_region TEXT,
    default_model TEXT,
    budget_id TEXT,
    budget_reset_at BIGINT,
    blocked BIGINT NOT NULL DEFAULT 0,
    extra TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE INDEX end_users_by_budget ON end_users (budget_id);
-- The few of perhaps millions of whom more is known than what they spent.
CREATE INDEX end_users_with_rules ON end_users (user_id)
    WHERE blocked <> 0 OR budget_id IS NOT NULL OR allowed_model_region IS NOT NULL OR default_model IS NOT NULL;

CREATE TABLE tags (
    tag_name TEXT PRIMARY KEY,
    description TEXT,
    models TEXT NOT NULL,
    model_info TEXT NOT NULL,
    spend BIGINT NOT NULL DEFAULT 0,
    spend_since BIGINT NOT NULL DEFAULT 0,
    budget_id TEXT,
    budget_reset_at BIGINT,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);

-- What a key has spent on one model (group) since its model budget began.
CREATE TABLE key_model_spend (
    token TEXT NOT NULL REFERENCES verification_tokens (token) ON DELETE CASCADE,
    model TEXT NOT NULL,
    spend BIGINT NOT NULL DEFAULT 0,
    spend_since BIGINT NOT NULL DEFAULT 0,
    budget_reset_at BIGINT,
    PRIMARY KEY (token, model)
);

CREATE TABLE access_groups (
    access_group_id TEXT PRIMARY KEY,
    access_group_name TEXT NOT NULL UNIQUE,
    description TEXT,
    access_model_names TEXT NOT NULL,
    access_mcp_server_ids TEXT NOT NULL,
    access_agent_ids TEXT NOT NULL,
    assigned_team_ids TEXT NOT NULL,
    assigned_key_ids TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    updated_by TEXT NOT NULL
);

-- Values are sealed one by one; only their names can be read.
CREATE TABLE credentials (
    credential_name TEXT PRIMARY KEY,
    credential_values TEXT NOT NULL,
    credential_info TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    updated_by TEXT NOT NULL
);

-- Deployments that were added by request; those of the configuration are not here. Secret parameters are sealed.
CREATE TABLE proxy_models (
    model_id TEXT PRIMARY KEY,
    model_name TEXT NOT NULL,
    litellm_params TEXT NOT NULL,
    model_info TEXT NOT NULL,
    team_id TEXT,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    updated_by TEXT NOT NULL
);

CREATE TABLE health_checks (
    health_check_id TEXT PRIMARY KEY,
    model_id TEXT NOT NULL,
    model_name TEXT NOT NULL,
    status TEXT NOT NULL,
    error_message TEXT,
    response_time_ms BIGINT,
    checked_by TEXT NOT NULL,
    checked_at BIGINT NOT NULL
);
CREATE INDEX health_checks_by_model ON health_checks (model_id, checked_at);
CREATE INDEX health_checks_by_time ON health_checks (checked_at);

CREATE TABLE audit_logs (
    id TEXT PRIMARY KEY,
    updated_at BIGINT NOT NULL,
    changed_by TEXT NOT NULL,
    changed_by_api_key TEXT NOT NULL,
    action TEXT NOT NULL,
    table_name TEXT NOT NULL,
    object_id TEXT NOT NULL,
    before_value TEXT NOT NULL,
    updated_values TEXT NOT NULL
);
CREATE INDEX audit_logs_by_time ON audit_logs (updated_at, id);
CREATE INDEX audit_logs_by_object ON audit_logs (object_id, updated_at);
CREATE INDEX audit_logs_by_author ON audit_logs (changed_by, updated_at);

-- What was deleted, as it was: a row of the live table as JSON beside what lists filter by.
CREATE TABLE deleted_verification_tokens (
    token TEXT PRIMARY KEY,
    key_alias TEXT,
    user_id TEXT,
    team_id TEXT,
    organization_id TEXT,
    content TEXT NOT NULL,
    deleted_at BIGINT NOT NULL,
    deleted_by TEXT NOT NULL
);
CREATE INDEX deleted_tokens_by_time ON deleted_verification_tokens (deleted_at, token);

CREATE TABLE deleted_teams (
    team_id TEXT PRIMARY KEY,
    team_alias TEXT,
    organization_id TEXT,
    content TEXT NOT NULL,
    deleted_at BIGINT NOT NULL,
    deleted_by TEXT NOT NULL
);
CREATE INDEX deleted_teams_by_time ON deleted_teams (deleted_at, team_id);

-- Hashes of replaced keys that are accepted a while longer.
CREATE TABLE deprecated_verification_tokens (
    token TEXT PRIMARY KEY,
    active_token TEXT NOT NULL,
    revoke_at BIGINT NOT NULL
);
CREATE INDEX deprecated_tokens_by_time ON deprecated_verification_tokens (revoke_at);

CREATE INDEX budgets_by_creation ON budgets (created_at, budget_id);
ALTER TABLE budgets ADD COLUMN spend_since BIGINT NOT NULL DEFAULT 0;
ALTER TABLE teams ADD COLUMN spend_since BIGINT NOT NULL DEFAULT 0;
-- Keys that were rotated by themselves and not used since, sealed; whoever may have one fetches it here.
CREATE TABLE rotated_keys (
    token TEXT PRIMARY KEY REFERENCES verification_tokens (token) ON DELETE CASCADE,
    sealed_key TEXT NOT NULL,
    rotated_at BIGINT NOT NULL,
    old_key_until BIGINT NOT NULL
);

ALTER TABLE verification_tokens ADD COLUMN spend_since BIGINT NOT NULL DEFAULT 0;
ALTER TABLE verification_tokens ADD COLUMN rotation_count BIGINT NOT NULL DEFAULT 0;
ALTER TABLE verification_tokens ADD COLUMN last_rotation_at BIGINT;
ALTER TABLE verification_tokens ADD COLUMN key_rotation_at BIGINT;
CREATE INDEX verification_tokens_by_rotation ON verification_tokens (key_rotation_at);
-- With what a list asks of every key, so that a page is found in the index alone.
DROP INDEX verification_tokens_by_creation;
CREATE INDEX verification_tokens_by_creation ON verification_tokens (created_at, token, team_id);
CREATE INDEX verification_tokens_by_expiry ON verification_tokens (expires) WHERE expires IS NOT NULL;
CREATE INDEX verification_tokens_by_spend ON verification_tokens (spend, token, team_id);
CREATE INDEX verification_tokens_by_max_budget ON verification_tokens (max_budget, token);
CREATE INDEX verification_tokens_by_update ON verification_tokens (updated_at, token);
CREATE INDEX verification_tokens_by_alias ON verification_tokens (key_alias, token);
CREATE INDEX verification_tokens_by_organization ON verification_tokens (organization_id);
CREATE INDEX verification_tokens_by_creator ON verification_tokens (created_by);

ALTER TABLE spend_logs ADD COLUMN organization_id TEXT NOT NULL DEFAULT '';
ALTER TABLE spend_logs ADD COLUMN api_base TEXT NOT NULL DEFAULT '';
ALTER TABLE spend_logs ADD COLUMN cached_tokens BIGINT NOT NULL DEFAULT 0;
CREATE INDEX spend_logs_by_team ON spend_logs (team_id, start_time);
CREATE INDEX spend_logs_by_model ON spend_logs (model_group, start_time);
CREATE INDEX spend_logs_by_status ON spend_logs ((CASE WHEN status = 'success' THEN 1 ELSE 0 END), start_time);
CREATE INDEX spend_logs_by_spend ON spend_logs (spend, start_time);
CREATE INDEX spend_logs_by_end ON spend_logs (end_time);
CREATE INDEX spend_logs_by_tokens ON spend_logs ((prompt_tokens + completion_tokens), start_time);

-- What was said, when storing it is on.
CREATE TABLE spend_log_payloads (
    request_id TEXT PRIMARY KEY,
    start_time BIGINT NOT NULL,
    messages TEXT NOT NULL,
    response TEXT NOT NULL,
    proxy_server_request TEXT NOT NULL
);
CREATE INDEX spend_log_payloads_by_time ON spend_log_payloads (start_time);

-- Sums over spend_logs, kept by the ledger's writer in the transaction that inserts the rows. entity_type is user, team,
-- organization, tag, customer or key; every request counts once for user (entity_id '' without an owner) and once
-- for each other entity it has. day is the number of the day since 1970 (UTC).
CREATE TABLE daily_spend (
    entity_type TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    day BIGINT NOT NULL,
    api_key TEXT NOT NULL,
    model TEXT NOT NULL,
    model_group TEXT NOT NULL,
    provider TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    spend BIGINT NOT NULL,
    prompt_tokens BIGINT NOT NULL,
    completion_tokens BIGINT NOT NULL,
    cached_tokens BIGINT NOT NULL,
    requests BIGINT NOT NULL,
    successes BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    PRIMARY KEY (entity_type, entity_id, day, api_key, model, model_group, provider, endpoint)
);
CREATE INDEX daily_spend_by_day ON daily_spend (entity_type, day);

-- The same over everybody, without entity and key: what the whole gateway did in a day.
CREATE TABLE daily_totals (
    day BIGINT NOT NULL,
    model TEXT NOT NULL,
    model_group TEXT NOT NULL,
    provider TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    spend BIGINT NOT NULL,
    prompt_tokens BIGINT NOT NULL,
    completion_tokens BIGINT NOT NULL,
    cached_tokens BIGINT NOT NULL,
    requests BIGINT NOT NULL,
    successes BIGINT NOT NULL,
    failures BIGINT NOT NULL,
    PRIMARY KEY (day, model, model_group, provider, endpoint)
);

-- How many rows of spend_logs began in each hour since 1970: finds a deep page without counting to it.
CREATE TABLE spend_log_hours (
    hour BIGINT PRIMARY KEY,
    requests BIGINT NOT NULL
);
