// SPDX-License-Identifier: GPL-3.0-or-later
#include "barelinks.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::widgets {

namespace {

// Punctuation at the end belongs to the sentence, and so does a bracket that was opened before the address.
qsizetype addressLength(QStringView address)
{
    qsizetype length = address.size();
    while (length > 0) {
        const QChar last = address[length - 1];
        const QStringView rest = address.first(length);
        const bool unmatched = last == u')' && rest.count(u')') > rest.count(u'(');
        if (!unmatched && !QStringView(u".,:;!?'\"*_~").contains(last))
            break;
        --length;
    }
    return length;
}

void appendLinked(InlineRuns &runs, const InlineRun &run)
{
    static const QRegularExpression address(u"(?<![A-Za-z0-9])https?://[A-Za-z0-9][!#-;=?-_a-z~]*"_s);
    qsizetype from = 0;
    const auto appendPart = [&](qsizetype end, const QString &href) {
        if (end > from)
            runs.append({run.text.sliced(from, end - from), run.styles, href});
        from = end;
    };
    for (auto matches = address.globalMatch(run.text); matches.hasNext();) {
        const QRegularExpressionMatch match = matches.next();
        const qsizetype length = addressLength(match.capturedView());
        appendPart(match.capturedStart(), {});
        appendPart(from + length, match.captured().first(length));
    }
    appendPart(run.text.size(), {});
}

} // namespace

InlineRuns withBareLinks(const InlineRuns &runs)
{
    InlineRuns linked;
    for (const InlineRun &run : runs) {
        const bool plain = run.href.isEmpty() && !(run.styles & InlineStyle::Code);
        if (plain && run.text.contains(u"://"_s))
            appendLinked(linked, run);
        else
            linked.append(run);
    }
    return linked;
}

} // namespace sekisho::widgets
