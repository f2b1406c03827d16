-- SPDX-License-Identifier: GPL-3.0-or-later
-- When a conversation was deleted; it can be taken back until the trash is emptied. NULL: it was not.

ALTER TABLE conversations ADD COLUMN deleted_at BIGINT;
