// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTranslator>

namespace sekisho::test {

/// A language of its own: every translated text is put between corner brackets.
class MarkTranslator : public QTranslator
{
    Q_OBJECT
public:
    using QTranslator::QTranslator;

    bool isEmpty() const override { return false; }
    QString translate(const char * /*context*/, const char *text, const char * /*comment*/,
                      int /*count*/) const override
    {
        return u'「' + QString::fromUtf8(text) + u'」';
    }
};

} // namespace sekisho::test
