// SPDX-License-Identifier: GPL-3.0-or-later
#include "nativesocket.h"
#include "plainstream.h"

#include <QEvent>

#include <algorithm>
#include <array>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

namespace sekisho::http {

namespace {

/// Head, body and a few small pieces of a stream leave in one call.
constexpr std::size_t PiecesPerSend = 16;

bool isOnlyNotNow(int error)
{
    return error == EAGAIN || error == EWOULDBLOCK || error == EINTR;
}

} // namespace

class PlainStream::Notifier final : public QSocketNotifier
{
public:
    using Ready = void (PlainStream::*)();

    Notifier(int descriptor, Type type, PlainStream &stream, Ready ready)
        : QSocketNotifier(descriptor, type)
        , m_stream(stream)
        , m_ready(ready)
    {
    }

protected:
    bool event(QEvent *event) override
    {
        if (event->type() != QEvent::SockAct)
            return QSocketNotifier::event(event);
        (m_stream.*m_ready)();
        return true;
    }

private:
    PlainStream &m_stream;
    const Ready m_ready;
};

PlainStream::PlainStream(qintptr descriptor, User &user)
    : m_descriptor(int(descriptor))
    , m_user(user)
    , m_readNotifier(
          std::make_unique<Notifier>(m_descriptor, QSocketNotifier::Read, *this, &PlainStream::readyToRead))
{
    const int on = 1;
    ::setsockopt(m_descriptor, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

PlainStream::~PlainStream()
{
    close();
}

qsizetype PlainStream::read(char *to, qsizetype size)
{
    if (!isOpen())
        return 0;
    const auto got = ::recv(m_descriptor, to, std::size_t(size), MSG_DONTWAIT);
    if (got > 0)
        return got;
    if (got == 0) {
        m_ended = true;
    } else if (!isOnlyNotNow(errno)) {
        m_error = errno;
        m_ended = true;
    }
    return 0;
}

void PlainStream::setReading(bool reading)
{
    if (std::exchange(m_reading, reading) != reading && m_descriptor >= 0)
        m_readNotifier->setEnabled(reading || m_sendingFailed);
}

void PlainStream::readyToRead()
{
    if (m_reading && isOpen())
        m_user.readable();
    // What was still to be read has been; a peer that cannot be written to is gone even while nobody reads.
    if (m_descriptor >= 0 && (m_ended || (m_sendingFailed && !m_reading)))
        end();
}

void PlainStream::end()
{
    close();
    m_user.streamEnded(m_error == 0 ? QString() : qt_error_string(m_error));
}

void PlainStream::write(QByteArray bytes)
{
    if (m_descriptor < 0 || m_sendingFailed || bytes.isEmpty())
        return;
    m_pending += bytes.size();
    m_queue.push_back(std::move(bytes));
}

void PlainStream::flush()
{
    if (m_writeNotifier && m_writeNotifier->isEnabled())
        return; // the kernel was full a moment ago, and will say when it is not
    while (m_pending > 0 && sendSome() > 0) {
    }
    if (m_pending > 0)
        watchWriting(true);
}

/// Nothing that is sent here can be told to the user: see flush().
qint64 PlainStream::sendSome()
{
    std::array<iovec, PiecesPerSend> pieces;
    const auto count = std::min(pieces.size(), m_queue.size());
    for (std::size_t i = 0; i < count; ++i)
        pieces[i] = {const_cast<char *>(m_queue[i].constData()), std::size_t(m_queue[i].size())};
    pieces[0].iov_base = static_cast<char *>(pieces[0].iov_base) + m_firstSent;
    pieces[0].iov_len -= std::size_t(m_firstSent);
    msghdr message = {};
    message.msg_iov = pieces.data();
    message.msg_iovlen = count;
    const auto sent = ::sendmsg(m_descriptor, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent > 0) {
        drop(sent);
    } else if (sent < 0 && !isOnlyNotNow(errno)) {
        // The reading side finds out what it is, after what the peer said before it went.
        m_error = errno;
        m_sendingFailed = true;
        m_queue.clear();
        m_pending = m_firstSent = 0;
        m_readNotifier->setEnabled(true);
    }
    return sent;
}

void PlainStream::drop(qint64 sent)
{
    m_pending -= sent;
    m_firstSent += sent;
    while (!m_queue.empty() && m_firstSent >= m_queue.front().size()) {
        m_firstSent -= m_queue.front().size();
        m_queue.pop_front();
    }
}

void PlainStream::watchWriting(bool watch)
{
    if (watch && !m_writeNotifier)
        m_writeNotifier = std::make_unique<Notifier>(m_descriptor, QSocketNotifier::Write, *this,
                                                     &PlainStream::readyToWrite);
    else if (m_writeNotifier)
        m_writeNotifier->setEnabled(watch);
}

void PlainStream::readyToWrite()
{
    const auto before = m_pending;
    while (m_pending > 0 && sendSome() > 0) {
    }
    if (m_pending == 0)
        watchWriting(false);
    if (m_pending < before)
        m_user.bytesLeft();
    if (m_closing && m_pending == 0 && m_descriptor >= 0)
        end();
}

void PlainStream::shutdownSending()
{
    if (m_descriptor >= 0)
        http::shutdownSending(m_descriptor);
}

void PlainStream::closeWhenSent()
{
    m_closing = true;
    flush();
    if (m_pending == 0 && m_descriptor >= 0)
        end();
}

void PlainStream::close()
{
    if (m_descriptor < 0)
        return;
    // Off first: the number may be given out again the moment it is closed. Not destroyed, since this may be
    // called from within them.
    m_readNotifier->setEnabled(false);
    if (m_writeNotifier)
        m_writeNotifier->setEnabled(false);
    ::close(std::exchange(m_descriptor, -1));
    m_queue.clear();
    m_pending = m_firstSent = 0;
}

void PlainStream::reset()
{
    if (m_descriptor >= 0)
        resetOnClose(m_descriptor);
    close();
}

} // namespace sekisho::http
