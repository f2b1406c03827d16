// SPDX-License-Identifier: GPL-3.0-or-later
#include "confirmsheet.h"

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
    : Sheet(owner)
{
    setObjectName(u"confirmSheet"_s);
    setTitle(question.title);
    auto *body = new QWidget;
    auto *column = new QVBoxLayout(body);
    column->setContentsMargins(0, 0, 0, 0);
    auto *names = new QLabel(namesOf(question.things));
    names->setObjectName(u"confirmThingsLabel"_s);
    names->setTextFormat(Qt::PlainText);
    names->setVisible(!question.things.isEmpty());
    auto *consequence = new QLabel(question.consequence);
    consequence->setWordWrap(true);
    consequence->setProperty("kind", u"quiet"_s);
    column->addWidget(names);
    column->addWidget(consequence);
    setBody(body);
    setAccessibleDescription(question.consequence);
    QPushButton *cancel = addCancel(tr("Cancel"));
    QPushButton *confirm = addPrimary(question.confirm);
    confirm->setProperty("kind", u"danger"_s);
    confirm->setObjectName(u"confirmButton"_s);
    setTabOrder(confirm, cancel);
    connect(this, &Sheet::accepted, this, [this] {
        Q_EMIT confirmed();
        finish();
    });
}

} // namespace sekisho::widgets
