-- SPDX-License-Identifier: GPL-3.0-or-later
-- The gateway's tables. Amounts are nano-dollars, times microseconds since 1970 (UTC), lists and objects JSON text.

CREATE TABLE budgets (
    budget_id TEXT PRIMARY KEY,
    spend BIGINT NOT NULL DEFAULT 0,
    max_budget BIGINT,
    soft_budget BIGINT,
    budget_duration TEXT,
    budget_reset_at BIGINT,
    tpm_limit BIGINT,
    rpm_limit BIGINT,
    max_parallel_requests BIGINT,
    extra TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    updated_by TEXT NOT NULL
);

CREATE TABLE teams (
    team_id TEXT PRIMARY KEY,
    team_alias TEXT,
    organization_id TEXT,
    models TEXT NOT NULL,
    spend BIGINT NOT NULL DEFAULT 0,
    max_budget BIGINT,
    soft_budget BIGINT,
    budget_duration TEXT,
    budget_reset_at BIGINT,
    tpm_limit BIGINT,
    rpm_limit BIGINT,
    max_parallel_requests BIGINT,
    budget_id TEXT,
    blocked BIGINT NOT NULL DEFAULT 0,
    metadata TEXT NOT NULL,
    extra TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);

CREATE TABLE team_members (
    team_id TEXT NOT NULL REFERENCES teams (team_id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    user_id TEXT NOT NULL,
    user_email TEXT,
    role TEXT NOT NULL,
    max_budget BIGINT,
    tpm_limit BIGINT,
    rpm_limit BIGINT,
    PRIMARY KEY (team_id, user_id)
);

CREATE TABLE verification_tokens (
    token TEXT PRIMARY KEY,
    key_name TEXT NOT NULL,
    key_alias TEXT UNIQUE,
    models TEXT NOT NULL,
    spend BIGINT NOT NULL DEFAULT 0,
    max_budget BIGINT,
    soft_budget BIGINT,
    budget_duration TEXT,
    budget_reset_at BIGINT,
    tpm_limit BIGINT,
    rpm_limit BIGINT,
    max_parallel_requests BIGINT,
    expires BIGINT,
    user_id TEXT,
    team_id TEXT,
    organization_id TEXT,
    budget_id TEXT,
    blocked BIGINT NOT NULL DEFAULT 0,
    metadata TEXT NOT NULL,
    extra TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    updated_by TEXT NOT NULL
);
CREATE INDEX verification_tokens_by_team ON verification_tokens (team_id);
CREATE INDEX verification_tokens_by_user ON verification_tokens (user_id);
CREATE INDEX verification_tokens_by_budget ON verification_tokens (budget_id);
CREATE INDEX verification_tokens_by_creation ON verification_tokens (created_at, token);

CREATE TABLE spend_logs (
    request_id TEXT PRIMARY KEY,
    call_type TEXT NOT NULL,
    route TEXT NOT NULL,
    api_key TEXT NOT NULL,
    key_alias TEXT NOT NULL,
    team_id TEXT NOT NULL,
    budget_id TEXT NOT NULL,
    user_id TEXT NOT NULL,
    end_user TEXT NOT NULL,
    session_id TEXT NOT NULL,
    model_group TEXT NOT NULL,
    model TEXT NOT NULL,
    model_id TEXT NOT NULL,
    provider TEXT NOT NULL,
    spend BIGINT NOT NULL,
    prompt_tokens BIGINT NOT NULL,
    completion_tokens BIGINT NOT NULL,
    start_time BIGINT NOT NULL,
    end_time BIGINT NOT NULL,
    completion_start_time BIGINT,
    status TEXT NOT NULL,
    http_status BIGINT NOT NULL,
    error TEXT NOT NULL,
    request_tags TEXT NOT NULL,
    metadata TEXT NOT NULL,
    requester_ip TEXT NOT NULL
);
CREATE INDEX spend_logs_by_time ON spend_logs (start_time);
CREATE INDEX spend_logs_by_key ON spend_logs (api_key, start_time);
CREATE INDEX spend_logs_by_user ON spend_logs (user_id, start_time);
CREATE INDEX spend_logs_by_end_user ON spend_logs (end_user, start_time);
CREATE INDEX spend_logs_by_session ON spend_logs (session_id, start_time);

-- Values of the gateway itself, for example the master key's hash.
CREATE TABLE proxy_settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);
