const NEAR_PX = 120;

/** Keeps the newest message in view unless the reader has scrolled up. */
export const createScrolling = () => {
  let channelId: string | undefined;
  let watched: Element | undefined;
  let isAtEnd = true;
  let height = 0;

  const scroller = () => document.querySelector('#scroll');

  const toEnd = () => {
    const element = scroller();
    if (!element) return;
    height = element.scrollHeight;
    if (isAtEnd) element.scrollTop = height;
  };

  // Messages grow after they are rendered: the library's elements and pictures come a little later.
  const growth = new ResizeObserver(toEnd);

  return {
    /** The reader has written something and wants to see it. */
    follow: () => {
      isAtEnd = true;
    },
    rendered: (current: string | undefined) => {
      const element = scroller();
      if (!element) return;
      if (element !== watched) {
        watched = element;
        element.addEventListener('scroll', () => {
          // A change of height scrolls too, and says nothing about what the reader wants.
          if (element.scrollHeight !== height) toEnd();
          else isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_PX;
        });
        growth.observe(element);
      }
      const list = element.querySelector('discord-messages');
      if (list) growth.observe(list);
      if (current !== channelId) isAtEnd = true;
      channelId = current;
      toEnd();
    },
  };
};
