// SPDX-License-Identifier: GPL-3.0-or-later
#include "followlanguage.h"

#include <QEvent>

namespace sekisho::widgets {
namespace {

class LanguageFollower final : public QObject
{
public:
    LanguageFollower(QWidget *widget, std::function<void()> say)
        : QObject(widget)
        , m_say(std::move(say))
    {
        widget->installEventFilter(this);
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (event->type() == QEvent::LanguageChange)
            m_say();
        return QObject::eventFilter(watched, event);
    }

private:
    std::function<void()> m_say;
};

} // namespace

void followLanguage(QWidget *widget, std::function<void()> say)
{
    say();
    new LanguageFollower(widget, std::move(say));
}

} // namespace sekisho::widgets
