// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <optional>

namespace sekisho::widgets {

enum class ChatRole { User, Assistant, System };

// A button of a notice; the key comes back with MessageView::actionTriggered.
struct ChatAction {
    QString key;
    QString label;

    bool operator==(const ChatAction &) const = default;
};

enum class ChatNoticeKind { Refusal, Error, Stopped, Information };

// A card below a message: one plain sentence, perhaps a second quiet line, at most two buttons.
struct ChatNotice {
    ChatNoticeKind kind = ChatNoticeKind::Information;
    QString text;
    QString detail;
    QList<ChatAction> actions;

    bool operator==(const ChatNotice &) const = default;
};

// The quiet line below an answer. The facts are ready for reading ("1.4 s", "315 tokens", "$0.00014").
struct ChatFooter {
    QStringList facts;
    bool hasTrace = false;
    bool canRetry = false;
    bool canCopy = false;

    bool isEmpty() const { return facts.isEmpty() && !hasTrace && !canRetry && !canCopy; }
    bool operator==(const ChatFooter &) const = default;
};

// One message as the view shows it. Answers are Markdown; what a person typed is shown as typed.
struct ChatViewMessage {
    QString id; // unique in the view
    ChatRole role = ChatRole::Assistant;
    QString author; // "You", or the name of the model
    QString badge;  // "demo", or empty
    QString text;
    bool streaming = false;
    std::optional<ChatNotice> notice;
    ChatFooter footer;

    bool operator==(const ChatViewMessage &) const = default;
};

} // namespace sekisho::widgets
