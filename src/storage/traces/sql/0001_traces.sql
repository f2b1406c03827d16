-- SPDX-License-Identifier: GPL-3.0-or-later
-- Span times are nanoseconds since 1970, row times microseconds, costs nano-dollars, all integers.
CREATE TABLE traces (
    id TEXT NOT NULL PRIMARY KEY,
    timestamp_ns INTEGER NOT NULL,
    name TEXT,
    user_id TEXT,
    session_id TEXT,
    release TEXT,
    version TEXT,
    environment TEXT NOT NULL,
    tags TEXT NOT NULL,
    input TEXT,
    output TEXT,
    metadata TEXT NOT NULL,
    public INTEGER NOT NULL,
    bookmarked INTEGER NOT NULL,
    name_given INTEGER NOT NULL,
    input_given INTEGER NOT NULL,
    output_given INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
);
CREATE INDEX traces_by_time ON traces (timestamp_ns, id);
CREATE INDEX traces_by_session ON traces (session_id, timestamp_ns);
CREATE INDEX traces_by_user ON traces (user_id, timestamp_ns);
CREATE INDEX traces_by_name ON traces (name, timestamp_ns);
CREATE INDEX traces_by_environment ON traces (environment, timestamp_ns);

CREATE TABLE trace_tags (
    tag TEXT NOT NULL,
    trace_id TEXT NOT NULL,
    PRIMARY KEY (tag, trace_id)
) WITHOUT ROWID;
CREATE INDEX trace_tags_by_trace ON trace_tags (trace_id);

CREATE TABLE observations (
    trace_id TEXT NOT NULL,
    id TEXT NOT NULL,
    parent_id TEXT,
    type TEXT NOT NULL,
    name TEXT,
    environment TEXT NOT NULL,
    start_ns INTEGER NOT NULL,
    end_ns INTEGER,
    completion_start_ns INTEGER,
    level TEXT NOT NULL,
    status_message TEXT,
    version TEXT,
    input TEXT,
    output TEXT,
    metadata TEXT NOT NULL,
    model TEXT,
    model_parameters TEXT NOT NULL,
    usage_details TEXT NOT NULL,
    cost_details TEXT NOT NULL,
    total_cost REAL,
    total_cost_nanos INTEGER NOT NULL,
    prompt_name TEXT,
    prompt_version INTEGER,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    UNIQUE (trace_id, id)
);
CREATE INDEX observations_totals ON observations (trace_id, start_ns, id, end_ns, total_cost_nanos);
CREATE INDEX observations_by_id ON observations (id);
CREATE INDEX observations_by_time ON observations (start_ns, id);
CREATE INDEX observations_by_name ON observations (name, start_ns);
CREATE INDEX observations_by_type ON observations (type, start_ns);
CREATE INDEX observations_by_parent ON observations (parent_id);

CREATE TABLE sessions (
    id TEXT NOT NULL PRIMARY KEY,
    environment TEXT NOT NULL,
    created_at INTEGER NOT NULL
);
CREATE INDEX sessions_by_time ON sessions (created_at, id);
