// SPDX-License-Identifier: GPL-3.0-or-later
#include "searchfield.h"

#include <widgets/theme/icon.h>

#include <QAction>
#include <QKeyEvent>

using namespace std::chrono_literals;

namespace sekisho::widgets {

SearchField::SearchField(QWidget *parent)
    : SendLine(parent)
    , m_rest(new QTimer(this))
{
    setProperty("kind", QStringLiteral("search"));
    addAction(Icon::get(QStringLiteral("search")), QLineEdit::LeadingPosition);
    setClearButtonEnabled(true);
    m_rest->setSingleShot(true);
    setRest(150ms);
    connect(m_rest, &QTimer::timeout, this, &SearchField::report);
    // Composition in progress does not change text(), so it never starts a search.
    connect(this, &QLineEdit::textChanged, m_rest, qOverload<>(&QTimer::start));
    connect(this, &SendLine::submitted, this, &SearchField::report);
    connect(this, &SendLine::cancelled, this, [this] {
        clear();
        report();
    });
}

void SearchField::setRest(std::chrono::milliseconds rest)
{
    m_rest->setInterval(rest);
}

void SearchField::keyPressEvent(QKeyEvent *event)
{
    // With nothing to clear, Escape is the page's: it leaves the search.
    if (event->key() == Qt::Key_Escape && text().isEmpty() && !isComposing())
        return event->ignore();
    SendLine::keyPressEvent(event);
}

void SearchField::report()
{
    m_rest->stop();
    if (text() == m_reported)
        return;
    m_reported = text();
    Q_EMIT searchChanged(m_reported);
}

} // namespace sekisho::widgets
