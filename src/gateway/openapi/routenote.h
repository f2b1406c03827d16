// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>

#include <span>
#include <vector>

// What a route is for and what it reads, told once: the source of /openapi.json and of the tests that walk
// all routes with bad input.
namespace sekisho::gateway {

enum class NoteKind { Text, Integer, Number, Flag, List, Strings, Object, Any, Members, Duration, Time, Day };

struct NoteField {
    QString name;
    NoteKind kind = NoteKind::Text;
    bool isRequired = false;
};

/// Fields are words: `name`, `name:kind`, with `!` at the end if required; `@group` stands for the fields of
/// a group. Kinds: int num flag list texts obj any members dur time day; text if none is said.
struct RouteNote {
    const char *route; ///< "POST /key/block"
    const char *summary;
    const char *query = "";
    const char *body = "";
};

struct RouteNotes {
    const char *tag;
    std::span<const RouteNote> notes;
};

RouteNotes keyNotes();
RouteNotes teamNotes();
RouteNotes userNotes();
RouteNotes organizationNotes();
RouteNotes budgetNotes();
RouteNotes customerNotes();
RouteNotes tagNotes();
RouteNotes auditNotes();
RouteNotes modelNotes();
RouteNotes credentialNotes();
RouteNotes accessGroupNotes();
RouteNotes spendNotes();
RouteNotes activityNotes();
RouteNotes healthNotes();
RouteNotes settingNotes();
RouteNotes utilityNotes();
RouteNotes chatNotes();
RouteNotes traceNotes();

/// All of them, in the order of the document.
std::vector<RouteNotes> allNotes();

struct NoteMatch {
    const RouteNote *note = nullptr; ///< null: the route is not described
    const char *tag = "";
};

/// The note of a route, which may be that of an older or shorter path for the same thing.
NoteMatch noteOf(const QByteArray &method, const QByteArray &path);

/// The fields that words name, each once. A word that is not understood becomes a field named "?word".
std::vector<NoteField> fieldsOf(const char *words);

} // namespace sekisho::gateway
