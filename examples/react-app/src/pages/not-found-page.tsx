import type { ReactNode } from 'react';
import { Link } from 'react-router';

export function NotFoundPage(): ReactNode {
  return (
    <div className="words">
      <title>Not found · Harbor</title>
      <h1>There is no such page.</h1>
      <p>
        It may have moved, or the address is not quite right. <Link to="/">To the start</Link>
      </p>
    </div>
  );
}
