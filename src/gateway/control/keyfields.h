// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "fieldreader.h"

#include <gateway/budgettime.h>
#include <gateway/directory.h>

namespace sekisho::gateway {

/// Reads what /key/generate and /key/update share. Does not look whether aliases, teams and budgets exist.
void readKey(FieldReader &reader, storage::VirtualKey &key, const BudgetTime &time);

/// A key that the caller chose itself, in `field`; `plain` stays if there is none.
void readCustomKey(FieldReader &reader, const char *field, QString &plain);
/// `temp_budget_increase` (US dollars) and `temp_budget_expiry` (ISO 8601), kept in the key's metadata.
void readTemporaryIncrease(FieldReader &reader, storage::VirtualKey &key);

/// What /key/generate and /key/regenerate answer: the row, and once the key itself.
core::Json newKeyAnswer(const storage::VirtualKey &key, const QString &plain, const Directory &directory);
/// LiteLLM's row without `token`, with the spend that is live in the directory and the shared budget it draws
/// on.
core::Json keyRow(const storage::VirtualKey &key, const Directory &directory);
core::Money liveSpend(const storage::VirtualKey &key, const Directory &directory);

/// The stored name of a key that is given as itself or as its hash; empty if it is neither.
QByteArray tokenOf(const QString &keyOrHash);

/// When the key is to rotate by itself after a rotation at `now`; nothing if it is not to.
std::optional<core::Timestamp> rotationAfter(const storage::VirtualKey &key, core::Timestamp now);

} // namespace sekisho::gateway
