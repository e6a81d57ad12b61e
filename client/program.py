"""What the programs of this folder have in common: arguments, files, and the sentences in which a run ends."""
import argparse
import errno
import os
import sys
import tempfile
import traceback


class Refusal(Exception):
    """A sentence for whoever uses the program."""


# argparse asks gettext, which has no Chinese for it
WORDS = {
    'usage: ': '用法：', 'positional arguments': '参数', 'options': '选项', 'optional arguments': '选项',
    'show this help message and exit': '显示这些说明', '%(prog)s: error: %(message)s\n': '%(prog)s：%(message)s\n',
    'the following arguments are required: %s': '缺少 %s', 'unrecognized arguments: %s': '不认识 %s',
    'argument %(argument_name)s: %(message)s': '%(argument_name)s：%(message)s', 'expected one argument': '后面要有一个值',
    'invalid choice: %(value)r (choose from %(choices)s)': '没有 %(value)r，可以是 %(choices)s',
    'ambiguous option: %(option)s could match %(matches)s': '%(option)s 可以是 %(matches)s',
}
argparse._ = lambda text: WORDS.get(text, text)
Parser = argparse.ArgumentParser

SCOPES = {'own': '本机关', 'level': '本级', 'consolidated': '全域'}
REASONS = {
    errno.ENOENT: '没有这个文件或者文件夹', errno.EACCES: '没有权限', errno.EPERM: '没有权限', errno.EROFS: '磁盘是只读的',
    errno.ENOSPC: '磁盘满了', errno.EDQUOT: '磁盘的配额满了', errno.EFBIG: '文件太大，超过了允许的大小', errno.EISDIR: '是文件夹',
    errno.ENOTDIR: '路径中有一段不是文件夹', errno.ENAMETOOLONG: '名称太长', errno.EBUSY: '正在使用', errno.EIO: '磁盘读写出错',
    errno.ELOOP: '链接成了圈', errno.EEXIST: '已经有了', errno.EMFILE: '打开的文件太多',
}


def reason(error):
    """Why the system refused, in a few words."""
    return REASONS.get(error.errno, error.strerror or str(error))


def year(text):
    """An argument of argparse that is a year."""
    if len(text) != 4 or not (text.isascii() and text.isdigit()):
        raise argparse.ArgumentTypeError('“%s”不是四位数字' % text)
    return int(text)


def number(text):
    """An argument of argparse that is a number above zero."""
    if not (text.isascii() and text.isdigit() and int(text)):
        raise argparse.ArgumentTypeError('“%s”不是大于0的整数' % text)
    return int(text)


def add_scope(parser):
    parser.add_argument('--scope', default='own', choices=list(SCOPES), metavar='范围',
                        help='、'.join('%s %s' % scope for scope in SCOPES.items()) + '，默认 own')


def write_whole(path, content):
    """Writes bytes into a file that is whole or as it was: nobody finds half of it, and a full disk loses nothing."""
    if os.path.exists(path) and not os.path.isfile(path):
        raise Refusal('%s 写不了：%s' % (path, '是文件夹' if os.path.isdir(path) else '不是普通的文件'))
    target = os.path.realpath(path)
    try:
        mask = os.umask(0)
        os.umask(mask)
        mode = os.stat(target).st_mode & 0o777 if os.path.exists(target) else 0o666 & ~mask
        handle, name = tempfile.mkstemp(dir=os.path.dirname(target), prefix='.')
        try:
            with os.fdopen(handle, 'wb') as file:
                file.write(content)
            os.chmod(name, mode)
            os.replace(name, target)
        except BaseException:
            os.unlink(name)
            raise
    except OSError as error:
        raise Refusal('%s 写不了：%s' % (path, reason(error)))


def run(name, main):
    """Runs a program, which returns its status, and exits. Whatever happens is a sentence, on a terminal of any encoding."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors='backslashreplace')
    try:
        status = main()
        sys.stdout.flush()
    except Refusal as refusal:
        print('%s：%s' % (name, refusal), file=sys.stderr)
        status = 1
    except BrokenPipeError:     # whoever read has gone
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        status = 1
    except OSError as error:
        print('%s：%s%s' % (name, '%s：' % error.filename if error.filename else '', reason(error)), file=sys.stderr)
        status = 1
    except KeyboardInterrupt:
        print('%s：中断了' % name, file=sys.stderr)
        status = 130
    except Exception as error:
        place = traceback.extract_tb(error.__traceback__)[-1]
        print('%s：程序有错误，请把这一行告诉维护的人：%s：%s（%s 第%d行）' % (
            name, type(error).__name__, error, os.path.basename(place.filename), place.lineno), file=sys.stderr)
        status = 1
    sys.exit(status)
