// SPDX-License-Identifier: GPL-3.0-or-later
#include "detailcolumn.h"

#include <widgets/common/meterbar.h>
#include <widgets/theme/metrics.h>

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace sekisho::widgets {

namespace {

QLabel *quietLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setProperty("kind", QStringLiteral("quiet"));
    label->setFont(fontFor(TextRole::Small));
    return label;
}

QLabel *valueLabel(const QString &text, QWidget *parent)
{
    auto *label = new QLabel(text, parent);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setWordWrap(true);
    return label;
}

} // namespace

DetailColumn::DetailColumn(QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout)
    , m_lines(m_column)
    , m_actions(new QWidget(this))
{
    auto *actions = new QHBoxLayout(m_actions);
    actions->setContentsMargins(0, space::l, 0, 0);
    actions->setSpacing(space::s);
    actions->addStretch();
    m_actions->hide();
    m_column->setSpacing(space::m);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(space::l, space::s, space::l, space::l);
    outer->addLayout(m_column);
    outer->addWidget(m_actions);
    outer->addStretch();
}

void DetailColumn::addMeter(const Meter &meter)
{
    m_column->addWidget(valueLabel(meter.text, this));
    auto *bar = new MeterBar(this);
    bar->setMeter(meter);
    bar->setVisible(meter.limit.has_value());
    m_column->addWidget(bar);
}

void DetailColumn::addFact(const QString &name, const QString &value)
{
    if (!value.isEmpty())
        m_column->addWidget(captioned(name, valueLabel(value, this)));
}

QPushButton *DetailColumn::addLink(const QString &name, const QString &value, const QString &objectName)
{
    QPushButton *button = makeLink(value, objectName);
    m_column->addWidget(captioned(name, lineWith(button)));
    return button;
}

QPushButton *DetailColumn::addListLink(const QString &text, const QString &note, const QString &objectName)
{
    QPushButton *button = makeLink(text, objectName);
    QWidget *line = lineWith(button);
    line->layout()->addWidget(quietLabel(note, line));
    addLine(line);
    return button;
}

void DetailColumn::addLine(QWidget *line)
{
    line->setMinimumHeight(metrics::rowCompact);
    m_lines->addWidget(line);
}

void DetailColumn::addHeading(const QString &text)
{
    auto *label = new QLabel(text, this);
    label->setFont(strongFontFor(TextRole::Ui));
    label->setContentsMargins(0, space::s, 0, 0);
    m_lines = new QVBoxLayout;
    m_lines->setSpacing(0);
    m_lines->addWidget(label);
    m_lines->addSpacing(space::xs);
    m_column->addLayout(m_lines);
}

void DetailColumn::addWidget(QWidget *widget)
{
    m_column->addWidget(widget);
}

QPushButton *DetailColumn::addAction(const QString &text, const QString &objectName, bool destructive)
{
    auto *button = new QPushButton(text, m_actions);
    button->setObjectName(objectName);
    if (destructive)
        button->setProperty("kind", QStringLiteral("danger"));
    auto *row = static_cast<QHBoxLayout *>(m_actions->layout());
    row->insertWidget(row->count() - 1, button);
    m_actions->show();
    return button;
}

QPushButton *DetailColumn::makeLink(const QString &text, const QString &objectName)
{
    auto *button = new QPushButton(text, this);
    button->setObjectName(objectName);
    button->setProperty("kind", QStringLiteral("textlink"));
    button->setCursor(Qt::PointingHandCursor);
    return button;
}

QWidget *DetailColumn::lineWith(QPushButton *link)
{
    auto *line = new QWidget(this);
    auto *row = new QHBoxLayout(line);
    row->setContentsMargins({});
    row->addWidget(link);
    row->addStretch();
    return line;
}

QWidget *DetailColumn::captioned(const QString &name, QWidget *value)
{
    auto *fact = new QWidget(this);
    auto *column = new QVBoxLayout(fact);
    column->setContentsMargins({});
    column->setSpacing(2);
    column->addWidget(quietLabel(name, fact));
    column->addWidget(value);
    return fact;
}

} // namespace sekisho::widgets
