// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stateview.h"

#include <QWidget>

#include <chrono>

class QStackedLayout;

namespace sekisho::widgets {

class Notice;
class Skeleton;

/// Gives its content the states every page has: loading, empty, error, not permitted, and stale over the
/// content. Texts given are shown as they are: on a LanguageChange call the same function again.
class PageFrame : public QWidget
{
    Q_OBJECT
public:
    enum class State { Content, Loading, Empty, Error, NotPermitted };
    struct Failure {
        QString title;
        QString text;
        /// Technical text that unfolds; may be empty. Never a secret.
        QString details;
    };

    explicit PageFrame(QWidget *parent = nullptr);

    /// Owned by the frame from now on; once.
    void setContent(QWidget *content);
    QWidget *content() const { return m_content; }

    void showContent();
    /// What is on screen stays for the delay, then bars take its place, unless another state came first.
    void showLoading();
    /// `action` may be left out; pressing it emits `actionRequested`.
    void showEmpty(const StateView::Text &text);
    /// With a button that emits `retryRequested`.
    void showError(const Failure &failure);
    /// `permission` names what the signed-in key lacks.
    void showNotPermitted(const QString &permission);
    State state() const { return m_state; }

    /// A line over the content such as "Offline. As of 10:05."; an empty text removes it. Its button emits
    /// `retryRequested`.
    void setStale(const QString &text);

    /// 150 ms unless a test says otherwise.
    void setLoadingDelay(std::chrono::milliseconds delay);

Q_SIGNALS:
    void actionRequested();
    void retryRequested();

private:
    void present(State state, QWidget *widget);
    void showText(State state, const StateView::Text &text);
    void onAction();

    State m_state = State::Content;
    Notice *m_stale;
    QStackedLayout *m_stack;
    QWidget *m_content = nullptr;
    Skeleton *m_skeleton;
    StateView *m_view;
    QTimer *m_loadingDelay;
};

} // namespace sekisho::widgets
