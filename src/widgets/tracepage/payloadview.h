// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <core/json.h>

#include <QStackedWidget>

class QPlainTextEdit;

namespace sekisho::widgets {

class MessageView;

/// The input or output of an observation: chat messages as a conversation, a text as Markdown, any other JSON
/// as it is.
class PayloadView : public QStackedWidget
{
    Q_OBJECT
public:
    explicit PayloadView(QWidget *parent = nullptr);

    void show(const core::Json &payload);
    /// Under one name for both ways of showing.
    void setReadingName(const QString &name);

protected:
    void changeEvent(QEvent *event) override;

private:
    void retranslate();
    void applyColors();

    MessageView *m_messages;
    QPlainTextEdit *m_json;
};

} // namespace sekisho::widgets
