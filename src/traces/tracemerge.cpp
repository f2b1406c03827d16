// SPDX-License-Identifier: GPL-3.0-or-later
#include "tracemerge.h"

#include "spanmetadata.h"

namespace sekisho::traces {

using namespace Qt::Literals::StringLiterals;

namespace {

void replaceIfSaid(std::optional<QString> &field, const std::optional<QString> &said)
{
    if (said)
        field = said;
}

struct GivenField {
    std::optional<QString> &value;
    bool &given;
};

void mergeGiven(GivenField field, const std::optional<QString> &said, const std::optional<QString> &ofRoot)
{
    if (said) {
        field.value = said;
        field.given = true;
    } else if (!field.given && ofRoot) {
        field.value = ofRoot;
    }
}

void unite(QStringList &tags, const QStringList &more)
{
    tags += more;
    tags.sort();
    tags.removeDuplicates();
}

} // namespace

void mergeInto(Trace &trace, const TraceUpdate &update)
{
    const auto ofRoot = [&](const std::optional<QString> &value) {
        return update.isRoot ? value : std::nullopt;
    };
    trace.timestamp = std::min(trace.timestamp, update.timestamp);
    mergeGiven({trace.name, trace.nameGiven}, update.name, ofRoot(update.spanName));
    mergeGiven({trace.input, trace.inputGiven}, update.input, ofRoot(update.spanInput));
    mergeGiven({trace.output, trace.outputGiven}, update.output, ofRoot(update.spanOutput));
    replaceIfSaid(trace.userId, update.userId);
    replaceIfSaid(trace.sessionId, update.sessionId);
    replaceIfSaid(trace.release, update.release);
    replaceIfSaid(trace.version, update.version);
    if (update.environment && trace.environment == u"default")
        trace.environment = *update.environment;
    unite(trace.tags, update.tags);
    mergeDeeply(trace.metadata, update.metadata);
    trace.isPublic = update.isPublic.value_or(trace.isPublic);
}

} // namespace sekisho::traces
