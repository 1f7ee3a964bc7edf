interface HappyDom {
  happyDOM: {
    settings: {
      handleDisabledFileLoadingAsSuccess: boolean;
      fetch: { interceptor: { beforeAsyncRequest: () => Promise<Response> } };
    };
  };
}

/** Frames and scripts put into the test's document are looked at, never fetched. Only tests import this. */
export function loadNothing(): void {
  const { settings } = (window as unknown as HappyDom).happyDOM;
  settings.handleDisabledFileLoadingAsSuccess = true;
  settings.fetch.interceptor = { beforeAsyncRequest: () => Promise.resolve(new window.Response('')) };
}
