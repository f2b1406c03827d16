// SPDX-License-Identifier: GPL-3.0-or-later
#include "demotemplate.h"

#include <QLocale>
#include <QRegularExpression>

namespace sekisho::providers {

using namespace Qt::Literals::StringLiterals;

namespace {

QString grouped(qint64 number)
{
    return QLocale(QLocale::English).toString(number);
}

} // namespace

DemoTemplate::DemoTemplate(quint32 seed)
    : m_random(seed)
{
}

void DemoTemplate::set(const QString &name, const QString &text)
{
    m_words.insert(name, text);
}

QString DemoTemplate::pick(const QStringList &choices)
{
    return choices.at(static_cast<qsizetype>(m_random.bounded(static_cast<quint32>(choices.size()))));
}

QString DemoTemplate::expand(const QString &text)
{
    static const QRegularExpression blank(u"\\[\\[(.+?)\\]\\]"_s);
    QString result;
    qsizetype done = 0;
    for (auto it = blank.globalMatch(text); it.hasNext();) {
        const auto match = it.next();
        result += QStringView(text).mid(done, match.capturedStart() - done);
        result += fill(match.captured(1));
        done = match.capturedEnd();
    }
    return result += QStringView(text).mid(done);
}

QString DemoTemplate::fill(const QString &blank)
{
    static const QRegularExpression range(u"^([a-h]):(\\d+)-(\\d+)$"_s);
    static const QRegularExpression terms(u"^[a-h]([+-][a-h])*$"_s);
    if (const auto word = m_words.constFind(blank); word != m_words.constEnd())
        return *word;
    if (const auto match = range.match(blank); match.hasMatch())
        return draw(match.captured(1), match.captured(2).toInt(), match.captured(3).toInt());
    if (terms.match(blank).hasMatch())
        return sum(blank);
    return pick(blank.split(u'/'));
}

QString DemoTemplate::draw(const QString &name, int lowest, int highest)
{
    const qint64 number = m_random.bounded(lowest / 10, highest / 10 + 1) * 10;
    m_numbers.insert(name, number);
    return grouped(number);
}

QString DemoTemplate::sum(const QString &terms) const
{
    qint64 total = 0;
    QChar sign = u'+';
    for (const QChar letter : terms) {
        if (letter == u'+' || letter == u'-')
            sign = letter;
        else
            total += (sign == u'-' ? -1 : 1) * m_numbers.value(QString(letter));
    }
    const bool showPlus = terms.contains(u'-') && total > 0;
    return (showPlus ? u"+"_s : QString()) + grouped(total);
}

} // namespace sekisho::providers
