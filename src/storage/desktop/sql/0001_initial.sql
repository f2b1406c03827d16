-- SPDX-License-Identifier: GPL-3.0-or-later
-- The desktop's tables. Amounts are nano-dollars, times microseconds since 1970 (UTC), durations microseconds. No secrets:
-- columns named ..._ref name entries of the secret store.

CREATE TABLE conversations (
    id TEXT PRIMARY KEY,
    title TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    profile_id TEXT NOT NULL,
    model TEXT NOT NULL,
    key_alias TEXT NOT NULL,
    key_ref TEXT NOT NULL,
    system_message TEXT NOT NULL,
    end_user TEXT NOT NULL,
    session_id TEXT NOT NULL,
    tracing INTEGER NOT NULL,
    temperature DOUBLE PRECISION,
    max_tokens BIGINT
);
CREATE INDEX conversations_by_time ON conversations (updated_at, id);

CREATE TABLE messages (
    id TEXT PRIMARY KEY,
    conversation_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    role TEXT NOT NULL,
    content TEXT NOT NULL,
    status TEXT NOT NULL,
    error TEXT NOT NULL,
    model TEXT NOT NULL,
    key_alias TEXT NOT NULL,
    end_user TEXT NOT NULL,
    session_id TEXT NOT NULL,
    traced INTEGER NOT NULL,
    is_demo INTEGER NOT NULL,
    trace_id TEXT NOT NULL,
    call_id TEXT NOT NULL,
    prompt_tokens BIGINT,
    completion_tokens BIGINT,
    cost BIGINT,
    time_to_first_token BIGINT,
    duration BIGINT,
    created_at BIGINT NOT NULL,
    UNIQUE (conversation_id, position)
);
CREATE INDEX messages_by_status ON messages (status);

CREATE TABLE profiles (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    gateway_url TEXT NOT NULL,
    sign_in TEXT NOT NULL,
    key_header TEXT NOT NULL,
    token_secret_ref TEXT NOT NULL,
    current_key_id TEXT NOT NULL,
    langfuse_url TEXT NOT NULL,
    langfuse_public_key TEXT NOT NULL,
    langfuse_secret_ref TEXT NOT NULL,
    langfuse_environment TEXT NOT NULL,
    colour TEXT NOT NULL,
    is_production INTEGER NOT NULL,
    built_in INTEGER NOT NULL
);

CREATE TABLE profile_keys (
    profile_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    key_id TEXT NOT NULL,
    alias TEXT NOT NULL,
    masked TEXT NOT NULL,
    secret_ref TEXT NOT NULL,
    is_master INTEGER NOT NULL,
    PRIMARY KEY (profile_id, position)
);

CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value BLOB NOT NULL
);

CREATE TABLE trace_queue (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    profile_id TEXT NOT NULL,
    payload BLOB NOT NULL,
    created_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL
);
CREATE INDEX trace_queue_by_profile ON trace_queue (profile_id, id);

-- One row: what was dropped for want of room.
CREATE TABLE trace_queue_losses (
    dropped BIGINT NOT NULL
);
INSERT INTO trace_queue_losses (dropped) VALUES (0);
