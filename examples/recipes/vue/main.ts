import { createDriftPlugin } from '@driftkit/widget/vue';
import { createApp } from 'vue';
import App from './App.vue';
import { drift } from './drift';
import { ask, user } from './user';

createApp(App).use(createDriftPlugin({ drift, user })).mount('#app');
void ask('/api/me');
