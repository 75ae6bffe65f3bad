export const id = 416;
export const ids = [416];
export const modules = {

/***/ 5416:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   componentConnection: () => (/* reexport safe */ _chunk_YHD5KMZS_js__WEBPACK_IMPORTED_MODULE_1__.i),
/* harmony export */   componentFiles: () => (/* reexport safe */ _chunk_YHD5KMZS_js__WEBPACK_IMPORTED_MODULE_1__.j),
/* harmony export */   pendingMigrations: () => (/* reexport safe */ _chunk_YHD5KMZS_js__WEBPACK_IMPORTED_MODULE_1__.k)
/* harmony export */ });
/* harmony import */ var node_module__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8995);
/* harmony import */ var _chunk_YHD5KMZS_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7845);
/* harmony import */ var _chunk_A5WS3RWU_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(621);
/* harmony import */ var _chunk_UELSJY62_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5106);
/* harmony import */ var _chunk_WX6YDROH_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(91);
/* harmony import */ var _chunk_HEYZIEGV_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(9935);
/* harmony import */ var _chunk_6YZMPGLE_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8794);
/* harmony import */ var _chunk_VVELC2W7_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(9130);
/* harmony import */ var _chunk_2HK6PYP7_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(4205);
/* harmony import */ var _chunk_L3NK7OQD_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(3409);
/* harmony import */ var _chunk_M5G2YH6C_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(3697);
/* harmony import */ var _chunk_67TVXCHI_js__WEBPACK_IMPORTED_MODULE_11__ = __webpack_require__(2351);
/* harmony import */ var _chunk_YRGFE7OF_js__WEBPACK_IMPORTED_MODULE_12__ = __webpack_require__(5407);
/* harmony import */ var _chunk_LWOBFPKB_js__WEBPACK_IMPORTED_MODULE_13__ = __webpack_require__(3791);
/* harmony import */ var _chunk_LNIUH7D7_js__WEBPACK_IMPORTED_MODULE_14__ = __webpack_require__(1720);
/* harmony import */ var _chunk_KPDV32NY_js__WEBPACK_IMPORTED_MODULE_15__ = __webpack_require__(5337);
/* harmony import */ var _chunk_GHWWOO4T_js__WEBPACK_IMPORTED_MODULE_16__ = __webpack_require__(3383);
/* harmony import */ var _chunk_2S34ZVUW_js__WEBPACK_IMPORTED_MODULE_17__ = __webpack_require__(7372);
/* harmony import */ var _chunk_5ZAP7AG3_js__WEBPACK_IMPORTED_MODULE_18__ = __webpack_require__(2376);
/* harmony import */ var _chunk_PPFZOE7Z_js__WEBPACK_IMPORTED_MODULE_19__ = __webpack_require__(7497);
/* harmony import */ var _chunk_PL3RCJNB_js__WEBPACK_IMPORTED_MODULE_20__ = __webpack_require__(5924);
/* harmony import */ var _chunk_DUXBSGZ3_js__WEBPACK_IMPORTED_MODULE_21__ = __webpack_require__(3772);
/* harmony import */ var _chunk_DS46XHBR_js__WEBPACK_IMPORTED_MODULE_22__ = __webpack_require__(5423);
 const require = (0,node_module__WEBPACK_IMPORTED_MODULE_0__.createRequire)(import.meta.url);



/***/ })

};
