// SPDX-License-Identifier: GPL-3.0-or-later
#include "confirmsheet.h"

#include "followlanguage.h"

#include <widgets/theme/metrics.h>

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace sekisho::widgets {
namespace {

constexpr qsizetype namedAtMost = 8;

QString namesOf(const QStringList &things)
{
    QStringList lines;
    for (const QString &thing : things.first(std::min(things.size(), namedAtMost)))
        lines.append(u"\u2022 "_s + thing);
    if (things.size() > namedAtMost)
        lines.append(
            ConfirmSheet::tr("… and %n more", nullptr, static_cast<int>(things.size() - namedAtMost)));
    return lines.join(u'\n');
}

} // namespace

ConfirmSheet::ConfirmSheet(QWidget *owner, const Question &question)
    : ConfirmSheet(owner, [question] { return question; })
{
}

ConfirmSheet::ConfirmSheet(QWidget *owner, const std::function<Question()> &question)
    : Sheet(owner)
    , m_things(new QLabel)
    , m_consequence(new QLabel)
    , m_cancel(addCancel({}))
    , m_confirm(addPrimary({}))
{
    setObjectName(u"confirmSheet"_s);
    auto *body = new QWidget;
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    m_things->setObjectName(u"confirmThingsLabel"_s);
    m_things->setTextFormat(Qt::PlainText);
    m_consequence->setWordWrap(true);
    m_consequence->setProperty("kind", u"quiet"_s);
    column->addWidget(m_things);
    column->addWidget(m_consequence);
    setBody(body);
    m_confirm->setProperty("kind", u"danger"_s);
    m_confirm->setObjectName(u"confirmButton"_s);
    setTabOrder(m_confirm, m_cancel);
    followLanguage(this, [this, question] { say(question()); });
    connect(this, &Sheet::accepted, this, [this] {
        Q_EMIT confirmed();
        finish();
    });
}

void ConfirmSheet::say(const Question &question)
{
    setTitle(question.title);
    setAccessibleDescription(question.consequence);
    m_things->setText(namesOf(question.things));
    m_things->setVisible(!question.things.isEmpty());
    m_consequence->setText(question.consequence);
    m_cancel->setText(tr("Cancel"));
    m_confirm->setText(question.confirm);
}

} // namespace sekisho::widgets
