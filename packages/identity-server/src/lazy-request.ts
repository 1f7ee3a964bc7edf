import { headersOf, incomingOf, urlOf } from './node-request';
import type { NodeRequest } from './node-request';

/**
 * A Fetch request that costs next to nothing until `getUser` looks at it: most only read `req.session`. It has no body:
 * the framework may have read it, and who the user is never comes from there.
 */
class LazyRequest {
  readonly #req: NodeRequest;
  #headers: Headers | undefined;
  #real: Request | undefined;

  constructor(req: NodeRequest) {
    this.#req = req;
  }

  get method(): string {
    return incomingOf(this.#req).method ?? 'GET';
  }

  get url(): string {
    return urlOf(this.#req);
  }

  get headers(): Headers {
    return (this.#headers ??= headersOf(incomingOf(this.#req)));
  }

  /** The platform's own, made when something beyond the three above is asked for. */
  static real(lazy: LazyRequest): Request {
    return (lazy.#real ??= new Request(lazy.url, { method: lazy.method, headers: lazy.headers }));
  }
}

/** Everything else a Request can do, from the platform's own list, so that nothing is missing on a newer Node. */
for (const name of Reflect.ownKeys(Request.prototype)) {
  if (name in LazyRequest.prototype) continue;
  Object.defineProperty(LazyRequest.prototype, name, {
    configurable: true,
    get(this: LazyRequest): unknown {
      const real = LazyRequest.real(this);
      const value: unknown = Reflect.get(real, name, real);
      return typeof value === 'function' ? (value.bind(real) as unknown) : value;
    },
  });
}
Object.setPrototypeOf(LazyRequest.prototype, Request.prototype);

/**
 * The request as `getUser` sees it. For code that insists on the platform's own object (`new Request(request)`,
 * `fetch(request)`) there is `request.clone()`.
 */
export const lazyRequest = (req: NodeRequest): Request => new LazyRequest(req) as unknown as Request;
