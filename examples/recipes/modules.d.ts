/** What Vite tells TypeScript of the files that Vue compiles. */
declare module '*.vue' {
  import type { Component } from 'vue';
  const component: Component;
  export default component;
}
